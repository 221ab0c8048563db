/** Tests of members and their roles. */
@NullMarked
package dev.holdfast.backend.tenancy.member;

import org.jspecify.annotations.NullMarked;
