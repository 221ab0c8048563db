/** Who is found, who is invited, and who may see any of it. */
@NullMarked
package dev.holdfast.backend.tenancy.person;

import org.jspecify.annotations.NullMarked;
