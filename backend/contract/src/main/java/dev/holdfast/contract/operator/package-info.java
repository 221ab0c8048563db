/**
 * What the operator API ({@link dev.holdfast.contract.operator.OperatorApi}) takes and gives. The console and every
 * other client see only these records: one package for each kind of resource.
 */
@NullMarked
package dev.holdfast.contract.operator;

import org.jspecify.annotations.NullMarked;
