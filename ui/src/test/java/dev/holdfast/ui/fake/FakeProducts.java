package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.policy.UpdatePolicyTargets;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.contract.operator.product.SettingsImpact;
import dev.holdfast.contract.operator.product.TargetChange;
import dev.holdfast.contract.operator.product.TargetImpact;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.product.ProductClient;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The products and groups of the fake fleet. Records changes. The name of a new product is always taken. */
public final class FakeProducts implements ProductClient, GroupClient {
    /** The changes, in words. */
    public final List<String> commands = new ArrayList<>();

    /** When devices of all groups may install. */
    public GroupInstallTimes installTimes = new GroupInstallTimes(
            new UpdatePolicyName("update/UpdateAll", "All updates"),
            "Europe/Amsterdam",
            true,
            List.of(),
            List.of(),
            null,
            false);

    private final FakeScopes scopes;
    private final FakeTag tag;

    public FakeProducts() {
        this(new FakeScopes(new FakeFleet(), FakeOperatorApi::owner), new FakeTag());
    }

    /** Serves the products of a fleet to the signed-in person. */
    FakeProducts(FakeScopes scopes, FakeTag tag) {
        this.scopes = scopes;
        this.tag = tag;
    }

    @Override
    public List<ProductView> products(String catalog) {
        return catalog.equals("fabrikam") ? List.of() : scopes.products();
    }

    @Override
    public ProductView create(String catalog, NewProduct product) {
        throw new OperatorProblem(Problem.of(
                ProblemType.CONFLICT,
                "A product of this name exists already. Nothing was created. Choose another name.",
                "req-7f3a12"));
    }

    @Override
    public List<DeviceGroupView> groups(String catalog, String product) {
        find(product);
        return scopes.groups(product);
    }

    private ProductView find(String product) {
        return scopes.fleet().products().stream()
                .filter(one -> one.name().equals(product))
                .findFirst()
                .orElseThrow();
    }

    private DeviceGroupView find(String product, String group) {
        return scopes.fleet().groups(find(product).name()).stream()
                .filter(one -> one.name().equals(group))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public RestResponse<ProductView> product(String catalog, String product) {
        return tag.on(find(product));
    }

    @Override
    public ProductView describe(String catalog, String product, String seen, ProductSettings settings) {
        tag.change(seen);
        commands.add(seen + settings);
        return find(product);
    }

    @Override
    public DeletionImpact deletionOf(String catalog, String product) {
        return FakeFleet.deletion(false);
    }

    @Override
    public DeletionImpact deletionOf(String catalog, String product, String group) {
        return FakeFleet.deletion(true);
    }

    @Override
    public void delete(String catalog, String product, String seen) {
        tag.change(seen);
        commands.add("delete " + product);
    }

    @Override
    public void delete(String catalog, String product, String group, String seen) {
        tag.change(seen);
        commands.add("delete " + product + " / " + group);
    }

    @Override
    public List<DeviceGroupView> createDefaults(String catalog, String product) {
        return scopes.fleet().groups(product);
    }

    @Override
    public DeviceGroupView create(String catalog, String product, NewDeviceGroup group) {
        commands.add(group.toString());
        return scopes.fleet().groups(product).getFirst();
    }

    @Override
    public RestResponse<DeviceGroupView> group(String catalog, String product, String group) {
        return tag.on(find(product, group));
    }

    @Override
    public DeviceGroupView change(String catalog, String product, String group, String seen, GroupSettings settings) {
        tag.change(seen);
        commands.add(seen + settings);
        return find(product, group);
    }

    @Override
    public SettingsImpact preview(String catalog, String product, String group, GroupSettings settings) {
        boolean holds = settings.updatePolicy().equals("NoUpdates");
        return new SettingsImpact(
                holds
                        ? new TargetImpact(380, 1, 2, 0, List.of(), 0, 12L, 0, List.of())
                        : impact(scopes.fleet(), 380, 0),
                true,
                holds ? withoutUpdates(product, group) : null);
    }

    private static UpdatePolicyGroup withoutUpdates(String product, String group) {
        return new UpdatePolicyGroup(
                product,
                group,
                380,
                0,
                377,
                0,
                FakeFleet.now(),
                null,
                new UpdatePolicyTargets(List.of(), 0),
                new UpdatePolicyTargets(List.of(), 0),
                12L,
                List.of());
    }

    /** Returns the effect of another OS release and another image on devices. */
    static TargetImpact impact(FakeFleet fleet, long devices, long leavingRollout) {
        ImageChange image =
                new ImageChange(fleet.images().get(1), fleet.images().getFirst());
        return new TargetImpact(
                devices,
                1,
                2,
                5,
                List.of(new TargetChange("MT3620AN", "26.09", "26.10", List.of(image), devices - 3, 3)),
                3_514_368,
                12L,
                leavingRollout,
                List.of(new ExpectedFailure("too-large-for-part", "The images are too large for this part.", 4)));
    }

    @Override
    public GroupInstallTimes installTimes(String catalog, String product, String group) {
        return installTimes;
    }

    @Override
    public ConnectionImpact impact(String catalog, String product, String group) {
        return new ConnectionImpact(14, 9, 4, 1);
    }

    @Override
    public DeviceGroupView changeKeyExchange(
            String catalog, String product, String group, String seen, GroupConnection connection) {
        tag.change(seen);
        commands.add(seen + connection);
        return find(product, group);
    }
}
