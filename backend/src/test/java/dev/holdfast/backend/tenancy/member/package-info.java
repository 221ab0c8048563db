/** Roles that are given and taken. */
@NullMarked
package dev.holdfast.backend.tenancy.member;

import org.jspecify.annotations.NullMarked;
