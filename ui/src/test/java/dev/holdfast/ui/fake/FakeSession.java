package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.ui.client.SessionClient;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The session of a signed-in person. */
public final class FakeSession implements SessionClient {
    private final Supplier<Me> me;
    private final BooleanSupplier nearlyFullDisk;

    public FakeSession(Me me) {
        this(me, false);
    }

    public FakeSession(Me me, boolean nearlyFullDisk) {
        this(() -> me, () -> nearlyFullDisk);
    }

    FakeSession(Supplier<Me> me, BooleanSupplier nearlyFullDisk) {
        this.me = me;
        this.nearlyFullDisk = nearlyFullDisk;
    }

    @Override
    public Me me() {
        return me.get();
    }

    @Override
    public CatalogView createCatalog(NewCatalog catalog) {
        return new CatalogView(UUID.randomUUID(), catalog.name(), catalog.displayName(), FakeFleet.now());
    }

    @Override
    public Overview overview(String catalog) {
        return catalog.equals("fabrikam") ? FakeFleet.EMPTY : new FakeFleet().overview(nearlyFullDisk.getAsBoolean());
    }

    @Override
    public AlertCounts alerts(String catalog) {
        return new AlertCounts(0, 0, 0, 0);
    }

    @Override
    public List<ApprovalView> approvals(String catalog, String filter, int limit) {
        return List.of();
    }
}
