package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Reads a product and changes its description. */
@ApplicationScoped
class DescribeProduct {
    private final Commands commands;

    DescribeProduct(Commands commands) {
        this.commands = commands;
    }

    /** Returns a product; fails with {@code not-found}. */
    Uni<ProductView> read(String product) {
        return commands.run(tx -> ListProducts.product(tx, product));
    }

    /** Replaces the description and returns the product. An equal description changes nothing. */
    Uni<ProductView> describe(String product, ProductSettings request, IfMatch expected) {
        return commands.run(tx -> Products.lock(tx, product)
                .call(found ->
                        ListProducts.product(tx, product).invoke(before -> expected.require(ListProducts.tag(before))))
                .call(found -> found.description().equals(request.description())
                        ? Uni.createFrom().voidItem()
                        : write(tx, found, request.description()))
                .chain(() -> ListProducts.product(tx, product)));
    }

    private static Uni<Void> write(Tx tx, Product product, String description) {
        String before = product.description();
        product.describe(description);
        return tx.session()
                .chain(session -> session.update(product))
                .chain(() -> tx.audit(
                        tx.entry(
                                        "DescribeProduct",
                                        product.name(),
                                        "Changed the description of the product " + product.name() + ".")
                                .changing("description", before, description),
                        Event.of("ProductDescribed", product.name(), Map.of()).about(product.id())));
    }
}
