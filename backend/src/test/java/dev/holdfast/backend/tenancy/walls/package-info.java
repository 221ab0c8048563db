/**
 * Every operation, asked by everybody about everything: {@code walls.csv} has the requests and the answers, {@link
 * dev.holdfast.backend.tenancy.walls.Furnished} what there is to ask about. Read {@link dev.holdfast.backend.tenancy.walls.EveryRoleTest} first.
 */
@NullMarked
package dev.holdfast.backend.tenancy.walls;

import org.jspecify.annotations.NullMarked;
