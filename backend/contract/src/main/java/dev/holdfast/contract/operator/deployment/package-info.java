/** Deployments: which images a device group is to run, and how far its devices are. */
@NullMarked
package dev.holdfast.contract.operator.deployment;

import org.jspecify.annotations.NullMarked;
