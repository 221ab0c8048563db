package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeViews;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The links above the device list that filter by health. */
class HealthChipsTest {
    /** 25 devices: 20 trusted, 1 outdated, 2 untrusted, 2 unknown. One of the unknown devices is unreachable, and one device is blocked. */
    private static final Overview OF_25 =
            new Overview(25, 20, 1, 2, 2, 0, 1, 1, 1, 1, List.of(), List.of(), 1, 0, 1, 0, List.of(), false, List.of());

    @Test
    void each_device_counts_once_by_health_and_blocked_devices_stand_apart() {
        HealthChips chips = new HealthChips(new FakeDevices(false), new FakeViews());
        chips.show("contoso", DeviceQuery.ALL, HealthChips.DeviceCounts.of(OF_25));

        Map<Boolean, List<Anchor>> apart = chips.getChildren()
                .map(Anchor.class::cast)
                .collect(Collectors.partitioningBy(chip -> chip.hasClassName("hf-apart")));

        assertThat(apart.get(true))
                .singleElement()
                .satisfies(blocked -> assertThat(text(blocked)).isEqualTo("Blocked 1"))
                .satisfies(blocked -> assertThat(blocked.getTitle())
                        .hasValueSatisfying(title -> assertThat(title).contains("Also counted by health")));
        List<String> healths = apart.getOrDefault(false, List.of()).stream()
                .map(HealthChipsTest::text)
                .toList();
        assertThat(healths)
                .containsExactly("All 25", "Untrusted 2", "Outdated 1", "Unreachable 1", "Unknown 1", "Trusted 20");
        assertThat(healths.stream().skip(1).mapToLong(HealthChipsTest::number).sum())
                .isEqualTo(OF_25.devices());
    }

    private static String text(Component chip) {
        return chip.getElement().getTextRecursively();
    }

    private static long number(String chip) {
        return Long.parseLong(chip.substring(chip.lastIndexOf(' ') + 1));
    }
}
