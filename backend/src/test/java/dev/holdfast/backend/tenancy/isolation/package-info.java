/**
 * Tests of every operation for every caller. {@code expected-responses.csv} has the requests and the expected results; {@link
 * dev.holdfast.backend.tenancy.isolation.SampleCatalogs} creates the resources. Start reading at {@link
 * dev.holdfast.backend.tenancy.isolation.EveryRoleTest}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.isolation;

import org.jspecify.annotations.NullMarked;
