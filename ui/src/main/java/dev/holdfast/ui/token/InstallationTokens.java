package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.member.RoleWords;
import java.util.List;
import java.util.UUID;

/** Those of the installation, which count in every catalog. */
record InstallationTokens(InstallationTokenClient client) implements TokenBook {
    @Override
    public String whole() {
        return RoleWords.INSTALLATION;
    }

    @Override
    public List<TokenView> all() {
        return client.tokens();
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
