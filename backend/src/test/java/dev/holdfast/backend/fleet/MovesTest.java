package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Moves.Move;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.contract.id.DeviceId;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Audit entries of moved devices. */
class MovesTest {
    @Test
    void few_moves_are_listed_and_more_are_counted_by_group() {
        Moves few = moves(20, "A", "B");
        Moves more = few.plus(moves(1, "C", "B"));

        assertThat(audited(few).before().get("devices"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .hasSize(20)
                .containsValue("A");
        assertThat(audited(more).before()).isEqualTo(Map.of("devicesIn", Map.of("A", 20L, "C", 1L)));
        assertThat(audited(more).after()).isEqualTo(Map.of("devicesIn", Map.of("B", 21L)));
    }

    @Test
    void moves_of_several_pages_are_summed() {
        Moves written = Moves.read(moves(7, "A", "B").json());

        assertThat(written.plus(moves(500, null, "B")))
                .isEqualTo(moves(7, "A", "B").plus(moves(500, null, "B")));
        assertThat(written).isEqualTo(moves(7, "A", "B"));
        assertThat(Moves.read(Moves.NONE.json())).isEqualTo(Moves.NONE);
    }

    /** The log lists 50 groups: Busy and 49 others. The group "elsewhere" sums the rest. */
    @Test
    void the_groups_with_the_most_devices_are_listed_and_the_rest_is_summed() {
        Moves all = moves(30, "Busy", "B");
        for (int place = 0; place < 2_000; place++) {
            all = all.plus(moves(1, "P" + place, "B"));
        }

        assertThat(audited(all).before().get("devicesIn"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Long.class))
                .hasSize(51)
                .containsEntry("Busy", 30L)
                .containsEntry("elsewhere", 2_000L - 49);
        assertThat(all.json().encode()).hasSizeLessThan(32_768);
    }

    /** Returns an audit entry with the moves. */
    private static AuditEntry audited(Moves moves) {
        return moves.addTo(AuditEntry.by("olga", "MoveDevices", "job 1", "Moved."));
    }

    /** Moves devices between two groups. {@code from} is null if they entered the catalog. */
    private static Moves moves(int devices, @Nullable String from, String to) {
        return Moves.of(IntStream.range(0, devices)
                .mapToObj(n -> new Move(DeviceId.parse("%0128x".formatted(n)), from, to))
                .toList());
    }
}
