package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.member.RoleWords;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Those of the installation, which count in every catalog. */
record InstallationTokens(InstallationTokenClient client) implements TokenBook {
    @Override
    public String whole() {
        return RoleWords.INSTALLATION;
    }

    @Override
    public LinkedPages<TokenView> find(@Nullable String filter, int page) {
        return LinkedPages.linked(cursor -> client.tokens(filter, cursor, page));
    }

    @Override
    public MadeToken make(NewToken token) {
        return client.make(token);
    }

    @Override
    public void revoke(UUID id) {
        client.revoke(id.toString());
    }
}
