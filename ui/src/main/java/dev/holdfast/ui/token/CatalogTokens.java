package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.member.RoleWords;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Those of a catalog. */
record CatalogTokens(TokenClient client, String catalog) implements TokenBook {
    @Override
    public String whole() {
        return RoleWords.place(null, null);
    }

    @Override
    public LinkedPages<TokenView> find(@Nullable String filter, int page) {
        return LinkedPages.linked(cursor -> client.tokens(catalog, filter, cursor, page));
    }

    @Override
    public MadeToken make(NewToken token) {
        return client.make(catalog, token);
    }

    @Override
    public void revoke(UUID id) {
        client.revoke(catalog, id.toString());
    }
}
