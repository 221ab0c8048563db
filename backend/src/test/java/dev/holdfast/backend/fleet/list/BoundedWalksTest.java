package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.list.DeviceTerms.By;
import dev.holdfast.backend.fleet.list.NamedThings.Group;
import dev.holdfast.backend.fleet.list.NamedThings.Lifetimes;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import java.time.Duration;
import java.util.ArrayList;
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
    void whoever_may_look_in_some_groups_alone_walks_no_others() throws FilterException {
        Term part = DeviceTerms.oneOf(
                DeviceTerms.GROUPS, List.of(BASEL.id().toString(), LAMPS.id().toString()));

        assertThat(NAMED.groupsLeft(List.of(part))).containsExactly(BASEL.id(), LAMPS.id());
        List<Term> both = new ArrayList<>(terms("group:zurich"));
        both.add(part);
        assertThat(NAMED.groupsLeft(both)).containsExactly(LAMPS.id());
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

    @Test
    void of_terms_that_many_meet_each_and_hardly_any_together_the_rarest_is_asked_of_an_index() {
        Survey rarelyTogether = new Survey(Survey.MOST, 3, List.of(1_900L, 200L, 500L));
        assertThat(List.of(rarelyTogether.by(0), rarelyTogether.by(1), rarelyTogether.by(2)))
                .containsExactly(By.ROW, By.INDEX, By.ROW);

        Survey common = new Survey(Survey.MOST, 150, List.of(1_900L, 200L));
        assertThat(List.of(common.by(0), common.by(1))).containsOnly(By.ROW);
        Survey oneIsRare = new Survey(Survey.MOST, 0, List.of(200L, 5L));
        assertThat(List.of(oneIsRare.by(0), oneIsRare.by(1))).containsExactly(By.ROW, By.INDEX);
        Survey halves = new Survey(Survey.MOST, 0, List.of(1_200L, 1_100L));
        assertThat(List.of(halves.by(0), halves.by(1))).containsOnly(By.ROW);
    }

    private static UUID @Nullable [] groups(String filter) throws FilterException {
        return NAMED.groupsLeft(terms(filter));
    }

    private static List<Term> terms(String filter) throws FilterException {
        return FilterReader.read(filter, DeviceFields.VOCABULARY).terms();
    }
}
