import { writerSuite } from '../support/writer.suite';

writerSuite('pyiceberg', 'py');
