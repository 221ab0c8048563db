package dev.holdfast.ui.device;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.fake.FakeViews;
import dev.holdfast.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Base class of tests that open the device list without a browser. */
abstract class DeviceListTestBase extends BrowserlessTest {
    final FakeOwnership ownership = new FakeOwnership();
    final FakeRevocations revocations = new FakeRevocations();
    final FakeDeviceJobs jobs = new FakeDeviceJobs();
    final FakeViews views = new FakeViews();

    /** Operations that require approval. Tests add to this list before they open the page. */
    final List<ApprovalOperation> needApproval = new ArrayList<>();

    FakeDevices client = new FakeDevices(false);

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    /** Returns the bar with the actions on selected devices. */
    SelectionBar bar(DeviceListView view) {
        return find(SelectionBar.class, view).single();
    }

    Button button(Component view, String text) {
        return find(Button.class, view).withText(text).single();
    }

    static String text(Component view) {
        return view.getElement().getTextRecursively();
    }

    /**
     * Opens the device list.
     *
     * @param empty whether the catalog has no devices
     * @param role role in the catalog
     * @param query query of the page's address
     */
    DeviceListView list(boolean empty, Role role, String query) {
        client = new FakeDevices(empty);
        DeviceListView view = new DeviceListView(
                signedIn(),
                client,
                new FakeProducts(),
                ownership,
                jobs,
                revocations,
                new FakeApprovalClient("olivia", List.copyOf(needApproval)),
                views,
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(role), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private static SignedIn signedIn() {
        Me owner = FakeOperatorApi.owner();
        return new SignedIn(new FakeSession(owner));
    }

    /** Returns the devices in the list, in its order. */
    List<DeviceView> rows(DeviceListView view) {
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        return test(grid).size() == 0
                ? List.of()
                : IntStream.range(0, test(grid).size())
                        .mapToObj(index -> (DeviceView) test((Grid<?>) grid).getRow(index))
                        .toList();
    }
}
