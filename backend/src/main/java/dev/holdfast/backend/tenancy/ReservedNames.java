package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.product.NoGroup;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the reserved names of {@link NoGroup} where an operation needs a real product or group. Runs after the access filter,
 * so that callers without permission learn nothing.
 */
public class ReservedNames {
    private static final String RULE = "is a reserved name. " + NoGroup.NAME + " and " + NoGroup.DEFAULT
            + " are valid only for claiming, moving and accepting devices, and in device filters";

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    void check(UriInfo uri) {
        refuse(
                uri.getPathParameters().getFirst("product"),
                uri.getPathParameters().getFirst("group"));
    }

    /** Fails with {@code invalid-request} if one of the names is reserved. */
    static void refuse(@Nullable String product, @Nullable String group) {
        new Checks()
                .that(!NoGroup.isNamed(product), "product", RULE)
                .that(!NoGroup.isNamed(group), "group", RULE)
                .done();
    }
}
