/**
 * Every operation for every caller: {@code walls.csv} has the requests and the results, {@link
 * dev.holdfast.backend.tenancy.walls.Furnished} creates the resources. Start reading at {@link
 * dev.holdfast.backend.tenancy.walls.EveryRoleTest}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.walls;

import org.jspecify.annotations.NullMarked;
