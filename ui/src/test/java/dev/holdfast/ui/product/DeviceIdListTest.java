package dev.holdfast.ui.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ui.fake.FakeFleet;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DeviceIdListTest {
    private final String one = new FakeFleet().devices().getFirst().id().text();
    private final String two = new FakeFleet().devices().getFirst().id().text();

    @Test
    void ids_may_be_separated_as_people_paste_them() {
        DeviceIdList list = DeviceIdList.parse("  " + one + ",\n" + two.toUpperCase(Locale.ROOT) + " ; " + one + "\n");

        assertThat(list.errors()).isEmpty();
        assertThat(list.ids()).extracting(id -> id.text()).containsExactly(one, two);
    }

    @Test
    void what_is_not_a_device_id_is_named() {
        DeviceIdList list = DeviceIdList.parse(one + " abc " + "z".repeat(128));

        assertThat(list.ids()).hasSize(1);
        assertThat(list.errors()).hasSize(2);
        assertThat(list.errors().getFirst()).contains("“abc”", "128 hex digits");
        assertThat(list.errors().getLast()).hasSizeLessThan(200);
    }
}
