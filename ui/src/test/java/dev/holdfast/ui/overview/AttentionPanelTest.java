package dev.holdfast.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.catalog.Attention;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.RolloutAttention;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.fake.FakeFeeds;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What needs attention on the overview, and its links to devices. */
class AttentionPanelTest extends BrowserlessTest {
    private final FakeFleet fleet = new FakeFleet();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_nearly_full_disk_is_shown() {
        Me me = new Me("rashid", "Rashid", false, List.of(new Membership("contoso", "Contoso", Role.READER)));
        FakeSession session = new FakeSession(me, true);
        OverviewView view =
                new OverviewView(new SignedIn(session), session, new FakeOwnership(), new FakeFeeds(new FakeFleet()));
        UI.getCurrent().add(view);

        view.show(new Visit("contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.empty()));

        assertThat(view.getElement().getTextRecursively()).contains("The disk of the database is nearly full.");
    }

    @Test
    void devices_without_a_valid_attestation_are_not_called_trusted() {
        assertThat(textOf(overview(0, 10)))
                .contains("No device has a valid attestation.")
                .doesNotContain("trusted");
        assertThat(textOf(overview(10, 0))).contains("All attested devices are trusted.");
    }

    @Test
    void a_halted_rollout_has_a_line_with_a_link() {
        RolloutAttention halted = new RolloutAttention(
                FakeRollouts.id(RolloutStatus.HALTED), "Toaster", "Production", RolloutStatus.HALTED, Instant.now());
        OverviewView.AttentionPanel panel =
                new OverviewView.AttentionPanel("contoso", overview(10, 0, List.of(halted)));
        UI.getCurrent().add(panel);

        assertThat(panel.getElement().getTextRecursively())
                .contains("Halted", "Rollout to Toaster / Production")
                .doesNotContain("All attested devices are trusted.");
        assertThat(find(Anchor.class, panel).single().getHref())
                .isEqualTo("c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.HALTED));
    }

    private static String textOf(Overview overview) {
        OverviewView.AttentionPanel panel = new OverviewView.AttentionPanel("contoso", overview);
        return panel.getElement().getTextRecursively();
    }

    private static Overview overview(long trusted, long unknown) {
        return overview(trusted, unknown, List.of());
    }

    private static Overview overview(long trusted, long unknown, List<RolloutAttention> rollouts) {
        return new Overview(
                10, trusted, 0, 0, unknown, 0, 1, 0, 0, 0, List.of(), List.of(), 0, 0, 0, 0, List.of(), false,
                rollouts);
    }

    @Test
    void each_link_has_a_filter_that_the_device_list_shows() {
        List<Attention> attention = fleet.overview().attention();
        OverviewView.AttentionPanel panel = new OverviewView.AttentionPanel("contoso", fleet.overview());
        UI.getCurrent().add(panel);

        List<DeviceQuery> queries = find(Anchor.class, panel).all().stream()
                .map(link -> link.getHref().split("\\?", 2)[1])
                .map(query ->
                        DeviceQuery.parse(QueryParameters.fromString(URLDecoder.decode(query, StandardCharsets.UTF_8))))
                .toList();

        assertThat(queries).extracting(DeviceQuery::health).containsExactly(Health.FAILED, Health.OUTDATED, null);
        assertThat(queries.getLast().text()).isEqualTo("is:unknown,unreachable certificate-expired");
        assertThat(fleet.find(queries.getFirst().toFilter()))
                .hasSize((int) attention.getFirst().devices());
    }
}
