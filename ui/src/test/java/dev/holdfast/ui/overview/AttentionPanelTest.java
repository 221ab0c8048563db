package dev.holdfast.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.catalog.Attention;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.fake.FakeFleet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The links of the overview to devices that need attention. */
class AttentionPanelTest extends BrowserlessTest {
    private final FakeFleet fleet = new FakeFleet();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void each_link_has_a_filter_that_the_device_list_shows() {
        List<Attention> attention = fleet.overview().attention();
        OverviewView.AttentionPanel panel = new OverviewView.AttentionPanel("contoso", attention);
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
