package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the audit log speaks of a token. */
final class TokenWords {
    private TokenWords() {}

    static AuditEntry made(String by, TokenView token) {
        return AuditEntry.by(
                        by,
                        "MakeToken",
                        token.name(),
                        "Made the " + of(token) + ", good until " + token.expiresAt() + ".")
                .changing("token", null, values(token));
    }

    static AuditEntry revoked(String by, TokenView token) {
        return AuditEntry.by(by, "RevokeToken", token.name(), "Revoked the " + of(token) + ".")
                .changing("token", values(token), null);
    }

    private static String of(TokenView token) {
        String kind = token.kind() == TokenKind.PERSONAL ? "personal token " : "service token ";
        String place = place(token);
        return kind + token.name() + " (" + token.beginning() + "…), " + token.role()
                + (place == null ? "" : " in " + place);
    }

    private static @Nullable String place(TokenView token) {
        return token.group() == null ? token.product() : token.product() + " / " + token.group();
    }

    private static Map<String, Object> values(TokenView token) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", token.kind());
        values.put("beginning", token.beginning());
        values.put("role", token.role());
        String place = place(token);
        if (place != null) {
            values.put("place", place);
        }
        values.put("madeBy", token.madeBy());
        values.put("expiresAt", token.expiresAt().toString());
        return values;
    }
}
