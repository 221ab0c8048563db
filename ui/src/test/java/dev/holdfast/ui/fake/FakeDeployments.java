package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.deployment.DeploymentClient;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The deployments of the fake fleet. */
public final class FakeDeployments implements DeploymentClient {
    /** The groups that were asked to check for updates. */
    public final List<String> checks = new ArrayList<>();

    private final FakeFleet fleet;

    public FakeDeployments(FakeFleet fleet) {
        this.fleet = fleet;
    }

    /** Finds nothing for a filter with the word {@code teapot}. */
    @Override
    public RestResponse<List<DeploymentView>> deployments(String catalog, ListRequest request) {
        boolean none =
                catalog.equals("fabrikam") || String.valueOf(request.filter()).contains("teapot");
        return FakePages.of(none ? List.of() : fleet.deployments(), request.cursor(), request.limit());
    }

    @Override
    public RestResponse<List<DeploymentView>> ofGroup(
            String catalog, String product, String group, ListRequest request) {
        List<DeploymentView> found = fleet.deployments().stream()
                .filter(one -> one.product().equals(product) && one.group().equals(group))
                .toList();
        return FakePages.of(found, request.cursor(), request.limit());
    }

    @Override
    public RestResponse<List<ImageView>> deployable(String catalog, String product, String group, ListRequest request) {
        return FakePages.of(fleet.images("type:Applications"), request.cursor(), request.limit());
    }

    @Override
    public DeploymentView deployment(String catalog, String deployment) {
        return fleet.deployments().stream()
                .filter(one -> one.id().toString().equals(deployment))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public DeploymentDevicePage devices(String catalog, String deployment, @Nullable String cursor, int limit) {
        List<DeviceView> all = fleet.find("product:Toaster group:Production");
        return new DeploymentDevicePage(
                FakePages.cut(all, cursor, limit), all.size(), FakePages.next(all, cursor, limit));
    }

    /** Replaces the older image of the application by the newer one. */
    @Override
    public UpdateImpact preview(String catalog, String product, String group, NewDeployment deployment) {
        return new UpdateImpact(
                144,
                1,
                3,
                2,
                0,
                List.of(new ImageChange(fleet.images().get(1), fleet.images().getFirst())),
                3_514_368);
    }

    @Override
    public DeploymentView deploy(String catalog, String product, String group, NewDeployment deployment) {
        return fleet.deployments().getFirst();
    }

    @Override
    public void checkNow(String catalog, String product, String group) {
        checks.add(product + " / " + group);
    }
}
