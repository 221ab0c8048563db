package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.platform.audit.AuditRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A leaf is the text of an audit entry that is hashed. Its format must not change, because existing proofs would fail. */
class LeafTest {
    private static final UUID CATALOG = UUID.fromString("c0ffee00-0000-4000-8000-000000000001");
    private static final UUID TOKEN = UUID.fromString("0b7a1c52-3f0e-4b6f-8d55-2f4a6f3b9c11");
    /** The leaf up to the token. */
    private static final String BEGINNING =
            "{\"catalog\":\"c0ffee00-0000-4000-8000-000000000001\",\"sequence\":7,\"at\":\"1970-01-01T00:00:00.000000Z\","
                    + "\"actor\":\"olivia\",\"action\":\"BlockDevices\",\"subject\":\"2 devices\",\"detail\":\"Blocked 2 devices: stolen\","
                    + "\"reason\":\"stolen\",\"address\":\"192.0.2.7\",\"agent\":\"curl\",\"correlation\":\"4f2a\",";
    /** The leaf after the token. */
    private static final String END = "\"before\":{\"blocked\":false},\"after\":{\"blocked\":true}}";

    @Test
    void a_leaf_without_token_keeps_its_old_format() {
        assertThat(leaf(null, null)).isEqualTo(BEGINNING + END);
    }

    @Test
    void the_token_is_part_of_the_hash() {
        assertThat(leaf("nightly", TOKEN))
                .isEqualTo(BEGINNING + "\"token\":\"nightly\",\"tokenId\":\"" + TOKEN + "\"," + END);
    }

    @Test
    void the_accounts_of_actor_and_approver_are_part_of_the_hash() {
        assertThat(leaf(null, null, "{}", "https://id.example")).contains("""
                "actor":"olivia","actorIssuer":"https://id.example","actorSubject":"sub-1",\
                "approverIssuer":"https://id.example","approverSubject":"sub-2","action":"BlockDevices",""");
    }

    @Test
    void an_entry_is_always_one_line() {
        assertThat(leaf(null, null, "{\r\n\"blocked\":\nfalse}"))
                .doesNotContain("\n")
                .doesNotContain("\r")
                .contains("{  \"blocked\": false}");
    }

    /** Returns the leaf of an entry. {@code token} and {@code id} are null for an entry without token. */
    private static String leaf(@Nullable String token, @Nullable UUID id) {
        return leaf(token, id, "{\"blocked\":false}");
    }

    private static String leaf(@Nullable String token, @Nullable UUID id, String before) {
        return leaf(token, id, before, null);
    }

    private static String leaf(@Nullable String token, @Nullable UUID id, String before, @Nullable String issuer) {
        return new String(
                Leaf.of(new AuditRow(
                        CATALOG,
                        7,
                        Instant.EPOCH,
                        "olivia",
                        issuer,
                        issuer == null ? null : "sub-1",
                        issuer,
                        issuer == null ? null : "sub-2",
                        "BlockDevices",
                        "2 devices",
                        "Blocked 2 devices: stolen",
                        "stolen",
                        "192.0.2.7",
                        "curl",
                        "4f2a",
                        token,
                        id,
                        before,
                        "{\"blocked\":true}")),
                StandardCharsets.UTF_8);
    }
}
