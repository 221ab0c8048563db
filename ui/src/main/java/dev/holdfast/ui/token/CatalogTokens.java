package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.member.RoleWords;
import java.util.List;
import java.util.UUID;

/** Those of a catalog. */
record CatalogTokens(TokenClient client, String catalog) implements TokenBook {
    @Override
    public String whole() {
        return RoleWords.place(null, null);
    }

    @Override
    public List<TokenView> all() {
        return client.tokens(catalog);
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
