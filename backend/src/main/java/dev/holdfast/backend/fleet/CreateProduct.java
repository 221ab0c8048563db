package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates a product with the five default groups. */
@ApplicationScoped
class CreateProduct {
    private static final String TAKEN = "select name from product where catalog_id = $1 and lower(name) = lower($2)";

    private final Commands commands;

    CreateProduct(Commands commands) {
        this.commands = commands;
    }

    /** Returns the new product; fails with {@code conflict} when the name is taken. */
    Uni<ProductView> create(NewProduct request) {
        return commands.run(tx -> write(tx, new Product(tx.catalog(), request, tx.now())));
    }

    private static Uni<ProductView> write(Tx tx, Product product) {
        return requireFree(tx, product)
                .chain(() -> tx.session().chain(session -> session.insert(product)))
                .chain(() -> tx.session().chain(session -> session.insertMultiple(groups(product))))
                .chain(() -> tx.audit(
                        tx.entry(
                                        "CreateProduct",
                                        product.name(),
                                        "Created the product %s with its five default groups."
                                                .formatted(product.name()))
                                .changing("name", null, product.name())
                                .changing("description", null, product.description()),
                        Event.of("ProductCreated", product.name(), Map.of()).about(product.id())))
                .replaceWith(() -> new ProductView(product.name(), product.description(), 0, product.createdAt()));
    }

    private static Uni<Void> requireFree(Tx tx, Product product) {
        return tx.find(TAKEN, row -> row.getString("name"), tx.catalog(), product.name())
                .invoke(found -> found.ifPresent(name -> {
                    throw ProblemException.conflict(
                            "The catalog already has a product named " + name + ". Choose another name.");
                }))
                .replaceWithVoid();
    }

    private static List<DeviceGroup> groups(Product product) {
        List<DeviceGroup> groups = new ArrayList<>();
        for (DefaultGroup template : DefaultGroup.values()) {
            groups.add(new DeviceGroup(product, template.request(), groups.size()));
        }
        return groups;
    }
}
