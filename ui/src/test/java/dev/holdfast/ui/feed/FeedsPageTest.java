package dev.holdfast.ui.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page about OS feeds, without a browser. */
class FeedsPageTest extends BrowserlessTest {
    private static final int ACTIONS = 6;
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    private final List<UUID> promoted = new ArrayList<>();
    private final OsReleaseView old = release("26.09", List.of("Retail"), AT);
    private final OsReleaseView evaluated = release("26.10", List.of("RetailEval"), null);

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void an_owner_of_the_installation_promotes_what_is_being_evaluated() {
        OsFeedsView view = page(true);

        assertThat(rows(view)).containsExactly(evaluated, old);
        Button promote = (Button) test(grid(view)).getCellComponent(0, ACTIONS);
        promote.click();

        assertThat(promoted).containsExactly(evaluated.id());
    }

    @Test
    void everybody_else_sees_the_releases_and_promotes_none() {
        OsFeedsView view = page(false);

        assertThat(rows(view)).hasSize(2);
        assertThat(grid(view).getColumns()).hasSize(ACTIONS);
    }

    private OsFeedsView page(boolean owner) {
        Me me = new Me("olivia", "olivia", owner, List.of(new Membership("contoso", "Contoso Appliances", Role.OWNER)));
        OsFeedsView view = new OsFeedsView(new SignedIn(new FakeSession(me)), new Feeds());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", Role.OWNER, RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    private List<OsReleaseView> rows(OsFeedsView view) {
        return grid(view).getListDataView().getItems().toList();
    }

    @SuppressWarnings("unchecked")
    private Grid<OsReleaseView> grid(OsFeedsView view) {
        return find(Grid.class, view).single();
    }

    private static OsReleaseView release(String name, List<String> feeds, @Nullable Instant retail) {
        return new OsReleaseView(
                UUID.randomUUID(), "MT3620AN", name, 1, feeds, List.of(), AT, "admin", null, retail, null, null);
    }

    private final class Feeds implements FeedClient {
        @Override
        public List<OsReleaseView> releases(int limit) {
            return List.of(evaluated, old);
        }

        @Override
        public OsReleaseView promote(UUID release) {
            promoted.add(release);
            return evaluated;
        }
    }
}
