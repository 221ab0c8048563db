/** Tests of finding and inviting people. */
@NullMarked
package dev.holdfast.backend.tenancy.person;

import org.jspecify.annotations.NullMarked;
