/**
 * A trained system behind the interfaces of Apache OpenNLP, which is an optional dependency: who
 * uses this package adds {@code org.apache.opennlp:opennlp-tools} to the class path.
 */
package dms.hub.opennlp;
