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

/** The dates of the next rotation of a certificate authority. Tests count days from now: day -25 was 25 days ago. */
class RotationCalendarTest {
    private final Instant now = FakeFleet.now();

    @Test
    void the_next_authority_is_created_90_days_before_the_end_and_signs_45_days_later() {
        RotationCalendar calendar = calendar(authority(1, AuthorityStatus.ACTIVE, -30, 700));

        assertThat(calendar.sentence(this::inDays))
                .contains("creates the next authority on day 610", "signs from day 655", "No action until day 610");
        assertThat(calendar.steps())
                .extracting(step -> inDays(step.at()))
                .containsExactly("day 610", "day 655", "day 700");
        assertThat(calendar.steps().getFirst().text()).contains("generation 2");
    }

    @Test
    void an_existing_next_authority_keeps_its_own_dates() {
        RotationCalendar calendar = calendar(
                authority(2, AuthorityStatus.INACTIVE, 20, 705), authority(1, AuthorityStatus.ACTIVE, -640, 65));

        assertThat(calendar.sentence(this::inDays))
                .contains(
                        "generation 2, was created on day -25 and signs from day 20",
                        "Give the bundle to relying parties now");
        assertThat(calendar.steps())
                .extracting(step -> inDays(step.at()))
                .containsExactly("day -25", "day 20", "day 65");
    }

    @Test
    void a_late_next_authority_signs_before_the_old_one_ends() {
        assertThat(calendar(authority(1, AuthorityStatus.ACTIVE, -700, 30)).sentence(this::inDays))
                .contains("within ten minutes", "signs from day 16");
        assertThat(calendar(authority(1, AuthorityStatus.ACTIVE, -700, 5)).sentence(this::inDays))
                .contains("signs from day 0");
    }

    @Test
    void a_former_authority_can_be_removed_after_it_expires() {
        RotationCalendar calendar = calendar(
                authority(2, AuthorityStatus.ACTIVE, -10, 675), authority(1, AuthorityStatus.INACTIVE, -700, 35));

        assertThat(calendar.steps().getFirst())
                .satisfies(step -> assertThat(inDays(step.at())).isEqualTo("day 35"))
                .satisfies(step -> assertThat(step.text()).contains("Generation 1 expires", "can remove it"));
    }

    @Test
    void a_missing_signing_authority_is_shown_with_the_waiting_time() {
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
    void after_a_retirement_relying_parties_need_the_bundle_now() {
        assertThat(calendar(
                                authority(2, AuthorityStatus.ACTIVE, 0, 730),
                                authority(1, AuthorityStatus.REVOKED, -10, 30))
                        .sentence(this::inDays))
                .contains("Generation 1 was retired. Generation 2 signs now", "Give them the bundle now", "day 640")
                .doesNotContain("No action");
    }

    private RotationCalendar calendar(CatalogAuthorityView... authorities) {
        return new RotationCalendar(List.of(authorities), now);
    }

    private String inDays(Instant moment) {
        return "day " + Duration.between(now, moment).toDays();
    }
}
