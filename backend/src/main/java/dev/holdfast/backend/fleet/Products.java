package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import org.hibernate.LockMode;

final class Products {
    private static final String BY_NAME =
            "from Product p where p.catalogId = :catalog and lower(p.name) = lower(:name) and p.name <> '"
                    + NoGroup.NAME + "'";

    private Products() {}

    /** Returns a product and locks it until the commit, so that no other transaction can change it or add groups. Fails with {@code not-found}. */
    static Uni<Product> lock(Tx tx, String name) {
        return tx.session()
                .chain(session -> session.createSelectionQuery(BY_NAME, Product.class)
                        .setParameter("catalog", tx.catalog().value())
                        .setParameter("name", name)
                        .setLockMode(LockMode.PESSIMISTIC_WRITE)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("Product " + name));
    }
}
