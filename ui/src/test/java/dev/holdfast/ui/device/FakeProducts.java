package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.product.ProductClient;
import java.util.List;

/** The products of the fake fleet, which the pages of devices only read. */
final class FakeProducts implements ProductClient {
    private final FakeFleet fleet = new FakeFleet();

    @Override
    public List<ProductView> products(String catalog) {
        return fleet.products();
    }

    @Override
    public ProductView create(String catalog, NewProduct product) {
        throw new AssertionError("a device page creates no product");
    }

    @Override
    public List<DeviceGroupView> groups(String catalog, String product) {
        if (fleet.products().stream().noneMatch(known -> known.name().equals(product))) {
            throw new AssertionError("the API has no groups of " + product);
        }
        return fleet.groups(product);
    }
}
