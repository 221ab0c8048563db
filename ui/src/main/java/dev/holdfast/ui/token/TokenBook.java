package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.member.AccessClient;
import dev.holdfast.ui.member.RoleWords;
import java.util.UUID;

/**
 * The tokens of a scope.
 *
 * @param access the API of the scope
 * @param whole names the scope
 */
record TokenBook(AccessClient.Access access, String whole) {
    static TokenBook ofCatalog(AccessClient client, String catalog) {
        return new TokenBook(client.of(catalog), RoleWords.place(null, null));
    }

    static TokenBook ofInstallation(AccessClient client) {
        return new TokenBook(client.ofInstallation(), RoleWords.INSTALLATION);
    }

    LinkedPages<TokenView> find(ListRequest request) {
        return LinkedPages.linked(request, access::tokens);
    }

    MadeToken make(NewToken token) {
        return access.make(token);
    }

    void revoke(UUID id) {
        access.revoke(id.toString());
    }

    /** Returns where a token applies. */
    String place(TokenView token) {
        return token.product() == null ? whole : RoleWords.place(token.product(), token.group());
    }
}
