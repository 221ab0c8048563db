package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.product.NoGroup;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the names that stand for no product and no group where one is meant: {@link NoGroup} has no settings, deployments, roles
 * or policy. Runs behind the access filter: who may not call an operation learns nothing about it.
 */
public class ReservedNames {
    private static final String RULE = "stands for none. " + NoGroup.NAME + " and " + NoGroup.DEFAULT
            + " are for where devices are claimed to, moved or accepted, and for filters of devices";

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    void check(UriInfo uri) {
        refuse(
                uri.getPathParameters().getFirst("product"),
                uri.getPathParameters().getFirst("group"));
    }

    /** Fails for names that are reserved. */
    static void refuse(@Nullable String product, @Nullable String group) {
        new Checks()
                .that(!NoGroup.isNamed(product), "product", RULE)
                .that(!NoGroup.isNamed(group), "group", RULE)
                .done();
    }
}
