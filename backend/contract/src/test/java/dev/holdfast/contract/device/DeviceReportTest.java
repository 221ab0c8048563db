package dev.holdfast.contract.device;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests which texts and times a device report can contain. */
class DeviceReportTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void text_and_times_that_a_database_cannot_store_are_refused() {
        for (String bad : List.of("a\0b", "\uD800", "a\uDC00\uD800b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> report(NOW, Map.of("text", bad)));
            assertThatIllegalArgumentException().isThrownBy(() -> report(NOW, Map.of(bad, "text")));
        }
        for (Instant bad : List.of(
                Instant.MIN,
                Instant.MAX,
                Instant.parse("0000-12-31T23:59:59Z"),
                Instant.parse("+10000-01-01T00:00:00Z"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> report(bad, Map.of()));
        }
    }

    @Test
    void any_script_and_a_reset_clock_are_accepted() {
        assertThatNoException().isThrownBy(() -> report(Instant.EPOCH, Map.of("قهوة", "\uD83D\uDE80\n\t")));
        assertThatNoException().isThrownBy(() -> report(Instant.parse("0001-01-01T00:00:00Z"), Map.of()));
        assertThatNoException().isThrownBy(() -> report(Instant.parse("9999-12-31T23:59:59.999Z"), Map.of()));
    }

    @Test
    void the_policy_of_a_contact_is_a_short_text_that_a_database_can_store() {
        Witness witness = Witness.of(DeviceId.of(new byte[64]), "00");
        assertThatNoException()
                .isThrownBy(() -> new Contact(witness, NOW, 0, KeyExchange.X25519, 1, "update/NoUpdates"));
        for (String bad : List.of("a".repeat(257), "a\0b", "\uD800")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Contact(witness, NOW, 0, KeyExchange.X25519, 1, bad));
        }
    }

    private static DeviceReport report(Instant at, Map<String, String> detail) {
        return new DeviceReport(UUID.randomUUID(), at, DeviceReport.Kind.APP_EVENT, detail);
    }
}
