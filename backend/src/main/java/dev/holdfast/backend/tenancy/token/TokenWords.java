package dev.holdfast.backend.tenancy.token;

import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;

/** How the audit log speaks of a token. */
final class TokenWords {
    private TokenWords() {}

    static String of(TokenView token) {
        String kind = token.kind() == TokenKind.PERSONAL ? "personal token " : "service token ";
        String product = token.product() == null ? "" : " in " + token.product();
        String group = token.group() == null ? "" : " / " + token.group();
        return kind + token.name() + " (" + token.beginning() + "…), " + token.role() + product + group;
    }
}
