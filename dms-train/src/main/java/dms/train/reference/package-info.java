/** What a configuration can say, told from the records that it is bound to. */
package dms.train.reference;
