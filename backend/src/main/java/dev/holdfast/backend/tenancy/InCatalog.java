package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.identity.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation on the catalog that the path parameter {@code catalog} names, for callers who may do {@link #value} there.
 * {@link Access#catalog()} is then that catalog. Where the path names a {@code product}, a {@code group} of it or a {@code
 * deviceId}, a role there is enough.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InCatalog {
    /** What the caller must be allowed to do. */
    Permission value();

    /** Whether that may be in any part of the catalog; the operation then sees to it what it shows or does. */
    boolean inPart() default false;
}
