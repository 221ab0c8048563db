package dev.holdfast.backend.tenancy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An operation that concerns no single catalog. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InInstallation {
    /** Who may call it. */
    Audience value();

    /** Kinds of caller. */
    enum Audience {
        /** Anyone, signed in or not. */
        ANYONE,
        /** Whoever is signed in. */
        SIGNED_IN,
        /** Whoever has a role in the installation, of whatever kind. */
        INSTALLATION_READER,
        /** Owners of the installation. */
        INSTALLATION_OWNER
    }
}
