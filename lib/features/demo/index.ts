export { makeDemo, type DemoTools } from './make-demo';
