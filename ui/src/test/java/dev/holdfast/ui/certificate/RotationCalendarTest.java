package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.fake.FakeAuthorities.authority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.ui.fake.FakeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the calendar of authorities says in which case. */
class RotationCalendarTest {
    private final Instant now = FakeFleet.now();

    @Test
    void the_next_authority_is_made_ninety_days_before_the_end_and_signs_forty_five_days_later() {
        RotationCalendar calendar = calendar(authority(1, AuthorityStatus.ACTIVE, -30, 700));

        assertThat(calendar.sentence(this::inDays))
                .contains("is made on day 610 and signs from day 655", "Nothing is to be done before day 610");
        assertThat(calendar.steps())
                .extracting(step -> inDays(step.at()))
                .containsExactly("day 610", "day 655", "day 700");
        assertThat(calendar.steps().getFirst().what()).contains("generation 2");
    }

    @Test
    void one_that_is_made_already_has_the_dates_of_its_own() {
        RotationCalendar calendar = calendar(
                authority(2, AuthorityStatus.INACTIVE, 20, 705), authority(1, AuthorityStatus.ACTIVE, -640, 65));

        assertThat(calendar.sentence(this::inDays))
                .contains("generation 2, was made on day -25 and signs from day 20", "Give them the bundle now");
        assertThat(calendar.steps())
                .extracting(step -> inDays(step.at()))
                .containsExactly("day -25", "day 20", "day 65");
    }

    @Test
    void one_that_is_late_signs_before_the_old_one_can_sign_no_more() {
        assertThat(calendar(authority(1, AuthorityStatus.ACTIVE, -700, 30)).sentence(this::inDays))
                .contains("within ten minutes", "signs from day 16");
        assertThat(calendar(authority(1, AuthorityStatus.ACTIVE, -700, 5)).sentence(this::inDays))
                .contains("signs from day 0");
    }

    @Test
    void the_one_before_is_forgotten_when_it_expires() {
        RotationCalendar calendar = calendar(
                authority(2, AuthorityStatus.ACTIVE, -10, 675), authority(1, AuthorityStatus.INACTIVE, -700, 35));

        assertThat(calendar.steps().getFirst())
                .satisfies(step -> assertThat(inDays(step.at())).isEqualTo("day 35"))
                .satisfies(step -> assertThat(step.what()).contains("Generation 1 expires", "forget it"));
    }

    @Test
    void when_nobody_signs_it_says_so_and_how_long_that_may_last() {
        assertThat(calendar(authority(1, AuthorityStatus.REVOKED, -10, 30)).sentence(this::inDays))
                .contains("devices get no certificates", "within ten minutes");
        assertThat(calendar(
                                authority(2, AuthorityStatus.INACTIVE, 0, 700),
                                authority(1, AuthorityStatus.REVOKED, -10, 30))
                        .sentence(this::inDays))
                .contains("takes over within seconds");
        assertThat(calendar(authority(1, AuthorityStatus.REVOKED, -10, 30)).steps())
                .isEmpty();
    }

    @Test
    void after_a_retirement_relying_parties_need_the_next_one_now() {
        assertThat(calendar(
                                authority(2, AuthorityStatus.ACTIVE, 0, 730),
                                authority(1, AuthorityStatus.REVOKED, -10, 30))
                        .sentence(this::inDays))
                .contains("Generation 1 was retired, and generation 2 signs", "Give them the bundle now", "day 640")
                .doesNotContain("Nothing is to be done");
    }

    private RotationCalendar calendar(CatalogAuthorityView... authorities) {
        return new RotationCalendar(List.of(authorities), now);
    }

    private String inDays(Instant moment) {
        return "day " + Duration.between(now, moment).toDays();
    }
}
