import { writerSuite } from '../support/writer.suite';

writerSuite('spark', 'spark');
