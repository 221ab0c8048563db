package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.identity.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation in the catalog of the path parameter {@code catalog}; the caller needs the permission {@link #value} there.
 * If the path names a {@code product}, {@code group}, {@code deviceId} or {@code rollout}, the permission in that scope is enough.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InCatalog {
    Permission value();

    /**
     * Whether the permission in any product or device group is enough; the operation then must limit itself to the scopes in which the
     * caller has the permission.
     */
    boolean anyScope() default false;
}
