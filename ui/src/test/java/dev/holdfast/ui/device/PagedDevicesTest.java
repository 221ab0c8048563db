package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagedDevicesTest {
    private final List<DeviceView> fleet = new FakeFleet().devices();
    private final List<String> asked = new ArrayList<>();

    @Test
    void what_is_asked_for_by_number_is_what_the_pages_have() {
        List<DeviceView> all = many(234);
        PagedDevices paged = new PagedDevices((cursor, limit) -> FakeFleet.page(all, cursor, limit));

        assertThat(paged.rows()).isEqualTo(234);
        assertThat(paged.devices(0, 50)).isEqualTo(all.subList(0, 50));
        assertThat(paged.devices(30, 90)).isEqualTo(all.subList(30, 120));
        assertThat(paged.devices(220, 50)).isEqualTo(all.subList(220, 234));
        assertThat(paged.devices(234, 50)).isEmpty();
        assertThat(paged.devices(60, 20)).isEqualTo(all.subList(60, 80));
    }

    @Test
    void a_page_is_asked_for_by_where_it_begins_and_none_twice_on_the_way_down() {
        List<DeviceView> all = many(160);
        PagedDevices paged = new PagedDevices((cursor, limit) -> {
            asked.add(String.valueOf(cursor));
            return FakeFleet.page(all, cursor, limit);
        });
        for (int offset = 0; offset < 200; offset += 50) {
            paged.devices(offset, 50);
        }

        assertThat(asked).containsExactly("null", "50", "100", "150");
    }

    @Test
    void a_list_that_never_ends_has_so_many_rows_as_anybody_reads() {
        PagedDevices paged = new PagedDevices(
                (cursor, limit) -> new DevicePage(many(limit), 1_000_000, true, cursor == null ? "1" : cursor + "1"));

        assertThat(paged.rows()).isEqualTo(LinkedPages.LONGEST);
        assertThat(paged.devices(LinkedPages.LONGEST - 10, 50)).hasSize(10);
        assertThat(paged.devices(LinkedPages.LONGEST, 50)).isEmpty();
    }

    @Test
    void whoever_drags_the_scrollbar_to_the_end_waits_for_few_calls() {
        List<DeviceView> all = many(LinkedPages.LONGEST + 100);
        PagedDevices paged = new PagedDevices((cursor, limit) -> {
            asked.add(String.valueOf(cursor));
            return FakeFleet.page(all, cursor, limit);
        });

        assertThat(paged.devices(9_960, 50)).isEqualTo(all.subList(9_960, 10_000));
        assertThat(asked).hasSizeLessThanOrEqualTo(21);
        asked.clear();
        assertThat(paged.devices(5_020, 50)).isEqualTo(all.subList(5_020, 5_070));
        assertThat(asked).hasSizeLessThanOrEqualTo(2);
    }

    private List<DeviceView> many(int devices) {
        return IntStream.range(0, devices)
                .mapToObj(i -> fleet.get(i % fleet.size()))
                .toList();
    }
}
