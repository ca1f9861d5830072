import { startTexts } from './lib/i18n';

startTexts();
