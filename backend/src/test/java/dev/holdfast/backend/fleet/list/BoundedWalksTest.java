package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.list.NamedThings.Group;
import dev.holdfast.backend.fleet.list.NamedThings.Lifetimes;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a walk through a million devices does not look at. */
class BoundedWalksTest {
    private static final Group ZURICH = new Group(UUID.randomUUID(), "Toaster", "Zurich");
    private static final Group BASEL = new Group(UUID.randomUUID(), "Toaster", "Basel");
    private static final Group LAMPS = new Group(UUID.randomUUID(), "Lamp", "Zurich");
    private static final NamedThings NAMED = new NamedThings(
            List.of(ZURICH, BASEL, LAMPS),
            List.of("", "24.9", "24.10"),
            List.of(),
            new Lifetimes(Duration.ZERO, Duration.ZERO));

    @Test
    void groups_whose_devices_cannot_meet_the_filter_are_left_out() throws FilterException {
        assertThat(groups("group:zurich is:trusted")).containsExactly(ZURICH.id(), LAMPS.id());
        assertThat(groups("group:zurich -product:lamp")).containsExactly(ZURICH.id());
        assertThat(groups("-group:zurich,basel")).isEmpty();
        assertThat(groups("is:trusted tag:lab")).isNull();
    }

    @Test
    void versions_whose_devices_cannot_meet_the_filter_are_left_out() throws FilterException {
        assertThat(NAMED.versionsLeft(terms("os:>=24.10"))).containsExactly("24.10");
        assertThat(NAMED.versionsLeft(terms("-os:>=24.10 seen:<1d"))).containsExactly("", "24.9");
        assertThat(NAMED.versionsLeft(terms("group:zurich"))).isNull();
    }

    @Test
    void a_page_looks_at_so_many_devices_and_no_more() {
        Survey one = new Survey(Survey.MOST, Survey.MOST / 100, List.of());
        assertThat(one.look(100)).isEqualTo(20_000);
        assertThat(one.look(500)).isEqualTo(100_000);
        assertThat(one.look(10_500)).isEqualTo(500_000);
        assertThat(one.isFar(10_500)).isTrue();
        assertThat(new Survey(Survey.MOST, Survey.MOST, List.of()).isFar(10_500))
                .isFalse();
    }

    private static UUID @Nullable [] groups(String filter) throws FilterException {
        return NAMED.groupsLeft(terms(filter));
    }

    private static List<Term> terms(String filter) throws FilterException {
        return FilterReader.read(filter, DeviceFields.VOCABULARY).terms();
    }
}
