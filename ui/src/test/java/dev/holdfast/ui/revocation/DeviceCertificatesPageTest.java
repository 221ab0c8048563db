package dev.holdfast.ui.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests the list of device certificates without a browser. */
class DeviceCertificatesPageTest extends BrowserlessTest {
    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_shows_all_devices_certificates_that_match_the_filter() {
        DeviceCertificatesView all = page("");
        assertThat(all.getElement().getTextRecursively()).contains("36 certificates");
        assertThat(test(grid(all)).size()).isEqualTo(36);

        DeviceCertificatesView revoked = page("is:revoked");
        assertThat(revoked.getElement().getTextRecursively()).contains("12 certificates found");
        assertThat(test(grid(revoked)).size()).isEqualTo(12);
    }

    @Test
    void an_invalid_filter_names_the_character_and_hides_the_export() {
        DeviceCertificatesView view = page("usage:everything");

        assertThat(find(TextField.class, view).all())
                .anySatisfy(field -> assertThat(field.getErrorMessage()).contains("Character 7", "customer, update"));
        assertThat(test(grid(view)).size()).isZero();
        assertThat(find(ExportMenu.class, view).all()).isEmpty();
    }

    private Grid<?> grid(DeviceCertificatesView view) {
        return find(Grid.class, view).single();
    }

    private static DeviceCertificatesView page(String filter) {
        DeviceCertificatesView view = new DeviceCertificatesView(
                new SignedIn(new FakeSession(FakeOperatorApi.owner())), new FakeRevocations(), new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(
                "contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.of("filter", filter)));
        return view;
    }
}
