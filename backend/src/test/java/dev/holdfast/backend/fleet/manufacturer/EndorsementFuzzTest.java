package dev.holdfast.backend.fleet.manufacturer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.JsonRequests;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Fuzz targets for endorsement lists: the JWS, and the signed payload. CONTRIBUTING.md describes how to fuzz. */
class EndorsementFuzzTest {
    private static final String MANUFACTURER = "acme";
    /** Public key of the signed list in the seed corpus. */
    private static final P256PublicKey KEY =
            P256PublicKey.parse("764394c0e16f8da4486587d13f55b37536b09790466f043b19e870b866e70993"
                    + "17983845faacdd8c3478af0b1e22e30802a2849b28a21723ca247f0d57842329");

    private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");
    private static final ObjectMapper JSON = json();

    /** Reads a list. */
    private interface Reading {
        EndorsementList read();
    }

    @FuzzTest(maxDuration = "60s")
    void list(byte[] compact) {
        acceptedOrExplained(() -> EndorsementList.verify(
                text(compact), name -> name.equals(MANUFACTURER) ? Optional.of(KEY) : Optional.empty(), JSON, NOW));
    }

    @FuzzTest(maxDuration = "60s")
    void payload(byte[] json) {
        acceptedOrExplained(() -> new EndorsementReader(text(json), MANUFACTURER, JSON).read(NOW));
    }

    /** Asserts that the list is accepted and has chips, or is refused with a reason. */
    private static void acceptedOrExplained(Reading list) {
        try {
            assertThat(list.read().devices()).isNotEmpty();
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_CONTENT);
            assertThat(e.detail()).isNotBlank();
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static ObjectMapper json() {
        ObjectMapper mapper = new ObjectMapper();
        new JsonRequests().customize(mapper);
        return mapper;
    }
}
