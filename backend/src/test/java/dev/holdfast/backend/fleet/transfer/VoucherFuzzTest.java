package dev.holdfast.backend.fleet.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Fuzz target for the vouchers of transfers. CONTRIBUTING.md describes how to fuzz. */
class VoucherFuzzTest {
    /** Public key of the signed vouchers in the seed corpus. */
    private static final P256PublicKey KEY =
            P256PublicKey.parse("764394c0e16f8da4486587d13f55b37536b09790466f043b19e870b866e70993"
                    + "17983845faacdd8c3478af0b1e22e30802a2849b28a21723ca247f0d57842329");

    /** A voucher that nobody signed with {@link #KEY}, so no input counts as its signature. */
    private static final Voucher OTHER = new Voucher(
            new UUID(1, 2),
            "contoso",
            "fabrikam",
            "olivia",
            2,
            Digest.sha256(new byte[0]),
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-08T00:00:00Z"));

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @FuzzTest(maxDuration = "60s")
    void voucher(byte[] compact) {
        assertThat(OTHER.isSignedAs(new String(compact, StandardCharsets.UTF_8), KEY, JSON))
                .isFalse();
    }
}
