package dev.holdfast.ui.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageChecks;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakePages;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.image.ImageChoice;
import dev.holdfast.ui.image.ImageClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Visit;
import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page of deployments, without a browser. */
class DeploymentsPageTest extends BrowserlessTest {
    private final Deployments deployments = new Deployments();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_stays_while_the_filter_is_incomplete() {
        DeploymentsView view = page("");
        assertThat(test(grid(view)).size()).isEqualTo(3);

        test(find(FilterBox.class, view).single()).setValue("is:running colour:");
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));

        assertThat(test(grid(view)).size()).isEqualTo(3);
        assertThat(view.getElement().getTextRecursively()).contains("3 deployments");
    }

    @Test
    void an_invalid_filter_in_the_address_names_the_character() {
        DeploymentsView view = page("filter=colour:red");

        assertThat(test(grid(view)).size()).isZero();
        assertThat(deployments.requests).isEmpty();
        assertThat(find(FilterBox.class, view).single().getErrorMessage()).contains("Character 1, at “colour:red”");
    }

    @Test
    void a_long_list_loads_while_scrolling_and_refreshes_the_visible_page() {
        deployments.times = 100;
        DeploymentsView view = page("");
        assertThat(view.getElement().getTextRecursively())
                .contains("At least 100 deployments · 34 of the newest 100 running");
        assertThat(deployments.requests).containsExactly("null from null");

        Grid<Progress> grid = grid(view);
        assertThat(test(grid).getRow(150).deployment().product()).isEqualTo("Toaster");
        assertThat(deployments.requests).containsExactly("null from null", "null from 100");

        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        assertThat(grid(view)).isSameAs(grid);
        assertThat(deployments.requests).as("the visible page").last().isEqualTo("null from 100");
    }

    @Test
    void a_filter_without_matches_shows_zero_deployments() {
        deployments.times = 0;
        DeploymentsView view = page("filter=product:teapot");

        assertThat(view.getElement().getTextRecursively()).contains("0 deployments found");
        assertThat(deployments.requests).containsExactly("product:teapot from null");
    }

    @Test
    void no_group_is_preselected_and_the_preview_shows_the_effect() {
        DeployDialog dialog = DeployDialog.choosingGroup(
                deployments,
                new FakeProducts(),
                "contoso",
                new FakeFleet().images("type:Applications"),
                false,
                started -> {});
        dialog.open();
        Select<String> product = select(dialog, "Product");
        Select<DeviceGroupView> group = select(dialog, "Device group");
        product.setValue("Toaster");
        assertThat(group.getValue()).isNull();
        assertThat(start(dialog).isEnabled()).isFalse();

        group.setValue(new FakeFleet()
                .groups("Toaster").stream()
                        .filter(one -> one.name().equals("Production"))
                        .findFirst()
                        .orElseThrow());
        dialog.choose(new FakeFleet().images("type:Applications").getFirst());
        assertThat(start(dialog).isEnabled()).isTrue();
        assertThat(dialog.getElement().getTextRecursively())
                .contains(
                        "Deployed now: ",
                        "Adds toaster-control",
                        "At most 8 devices install these images at the next contact. All devices download 3.5 KiB in total.",
                        "3 offline devices install",
                        "2 untrusted devices are held",
                        "The update policy holds 4 devices.",
                        "1 blocked device gets no images.");

        group.setValue(new FakeFleet()
                .groups("Toaster").stream()
                        .filter(DeviceGroupView::requiresApproval)
                        .findFirst()
                        .orElseThrow());
        assertThat(find(Button.class, dialog)
                        .withText("Request approval")
                        .single()
                        .isEnabled())
                .isTrue();
    }

    @Test
    void two_images_of_a_component_are_named_before_the_deployment() {
        ImageView first = new FakeFleet().images("type:Applications").getFirst();
        ImageView second = new ImageView(
                new ImageId(new UUID(5, 6)),
                first.component(),
                first.type(),
                "toaster-fork",
                first.length(),
                first.digest(),
                1,
                first.builtAt(),
                first.uploadedAt(),
                first.uploadedBy());
        DeployDialog dialog = DeployDialog.choosingGroup(
                deployments, new FakeProducts(), "contoso", List.of(first, second), false, started -> {});
        dialog.open();

        find(ImageChoice.class, dialog).single().setValue(Set.of(first, second));

        assertThat(dialog.getElement().getTextRecursively())
                .contains("toaster-fork · security version 1", "have the same component. Choose one of them.");
        assertThat(start(dialog).isEnabled()).isFalse();
    }

    @SuppressWarnings("unchecked")
    private <T> Select<T> select(DeployDialog dialog, String label) {
        return find(Select.class, dialog).all().stream()
                .filter(one -> one.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private Button start(DeployDialog dialog) {
        return find(Button.class, dialog).withText("Start deployment").single();
    }

    @SuppressWarnings("unchecked")
    private Grid<Progress> grid(DeploymentsView view) {
        return find(Grid.class, view).single();
    }

    private DeploymentsView page(String query) {
        DeploymentsView view = new DeploymentsView(
                new SignedIn(new FakeSession(FakeOperatorApi.reader())),
                deployments,
                new FakeDevices(false),
                new NoProducts(),
                new NoImages(),
                new FakeApprovalClient("olivia"),
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(
                new Visit("contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    /** Serves the fake fleet's three deployments {@code times} times. Records filter and cursor of each request. */
    private static final class Deployments implements DeploymentClient {
        private final List<String> requests = new ArrayList<>();
        private int times = 1;

        @Override
        public RestResponse<List<DeploymentView>> deployments(String catalog, ListRequest request) {
            requests.add(request.filter() + " from " + request.cursor());
            return FakePages.of(
                    Collections.nCopies(times, new FakeFleet().deployments()).stream()
                            .flatMap(List::stream)
                            .toList(),
                    request.cursor(),
                    request.limit());
        }

        @Override
        public RestResponse<List<DeploymentView>> ofGroup(
                String catalog, String product, String group, ListRequest request) {
            return FakePages.of(new FakeFleet().deployments(), request.cursor(), request.limit());
        }

        @Override
        public RestResponse<List<ImageView>> deployable(
                String catalog, String product, String group, ListRequest request) {
            throw new AssertionError("readers deploy nothing");
        }

        @Override
        public DeploymentView deployment(String catalog, String deployment) {
            throw new AssertionError("the list asks for none by itself");
        }

        @Override
        public DeploymentDevicePage devices(String catalog, String deployment, @Nullable String cursor, int limit) {
            throw new AssertionError("the list has no devices");
        }

        @Override
        public UpdateImpact preview(String catalog, String product, String group, NewDeployment deployment) {
            ImageChange added = new ImageChange(null, new FakeFleet().images().getFirst());
            return new UpdateImpact(14, 1, 3, 2, 4, List.of(added), 3_600);
        }

        @Override
        public DeploymentView deploy(String catalog, String product, String group, NewDeployment deployment) {
            throw new AssertionError("readers deploy nothing");
        }

        @Override
        public void checkNow(String catalog, String product, String group) {
            throw new AssertionError("readers ask no devices");
        }
    }

    private static final class NoProducts implements ProductClient {
        @Override
        public List<ProductView> products(String catalog) {
            return List.of();
        }

        @Override
        public ProductView create(String catalog, NewProduct product) {
            throw new AssertionError("deploying creates no product");
        }

        @Override
        public List<DeviceGroupView> groups(String catalog, String product) {
            return List.of();
        }
    }

    private static final class NoImages implements ImageClient {
        @Override
        public RestResponse<List<ImageView>> page(String catalog, ListRequest request) {
            return RestResponse.ok(List.of());
        }

        @Override
        public ImageView upload(String catalog, boolean tentative, File imagePackage) {
            throw new AssertionError("deploying uploads nothing");
        }

        @Override
        public InputStream content(String catalog, String image) {
            throw new AssertionError("deploying downloads nothing");
        }

        @Override
        public ImageChecks checks(String catalog, String image) {
            throw new AssertionError("the preview checks the images");
        }
    }
}
