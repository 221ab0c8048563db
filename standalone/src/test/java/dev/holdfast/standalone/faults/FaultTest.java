package dev.holdfast.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final List<String> SERVICES = List.of("postgres", "keycloak", "backend", "device-gateway", "ui");

    @Test
    void a_round_kills_and_freezes_each_service_once() {
        List<Fault> round = round(series(5));

        assertThat(round)
                .filteredOn(Fault::kills)
                .extracting(Fault::service)
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(round)
                .filteredOn(fault -> !fault.kills())
                .extracting(Fault::service)
                .containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @Test
    void the_same_seed_gives_the_same_faults_in_another_order_each_round() {
        Supplier<Fault> series = series(5);
        List<Fault> first = round(series);

        assertThat(round(series(5))).isEqualTo(first);
        assertThat(round(series)).isNotEqualTo(first);
        assertThat(round(series(6))).isNotEqualTo(first);
    }

    private static Supplier<Fault> series(long seed) {
        return Fault.series(SERVICES, Duration.ofSeconds(2), Duration.ofSeconds(3), seed);
    }

    private static List<Fault> round(Supplier<Fault> series) {
        return Stream.generate(series).limit(FaultCampaign.ROUND).toList();
    }
}
